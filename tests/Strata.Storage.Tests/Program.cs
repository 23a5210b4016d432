using Strata.Storage.Tests;
using Strata.Storage.Tests.Logs;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [LogChild.Verb, .. var rest] => await LogChild.RunAsync(rest),
    [StoreChild.Verb, .. var rest] => await StoreChild.RunAsync(rest),
    [LogMeasure.Verb, .. var rest] => await LogMeasure.RunAsync(rest),
    _ => await ConsoleRunner.Run(args),
};
