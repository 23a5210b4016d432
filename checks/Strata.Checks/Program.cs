using Strata.Checks;

return await CheckTable.RunAsync(args);
