using Strata.Benchmarks;

return AreaTable.Run(args);
