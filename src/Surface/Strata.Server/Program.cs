using Strata.Cli;
using Strata.Cli.Output;
using Strata.Cli.Verbs;
using Strata.Server;
using Strata.Server.Hosting;

var server = new LocalServer(TimeProvider.System, Place.ProcessEnvironment());
return await StrataCommand.RunAsync(args, new CliContext(new Terminal(), server, TimeProvider.System, Environment.GetEnvironmentVariable), CancellationToken.None);
