using Strata.Storage.Tests.Logs;
using Xunit.Runner.InProc.SystemConsole;

return args is [LogChild.Verb, .. var rest]
    ? await LogChild.RunAsync(rest)
    : await ConsoleRunner.Run(args);
