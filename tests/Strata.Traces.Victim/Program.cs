using System.Globalization;
using Strata.Traces.Victim;

// Puts spans into a store until it is killed, and says each batch that was acknowledged: FOLDER RUN [POSTGRES].
await Appender.RunAsync(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args.ElementAtOrDefault(2));
