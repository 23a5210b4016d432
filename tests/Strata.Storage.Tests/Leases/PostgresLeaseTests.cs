using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Leases;

public sealed class PostgresLeaseTests : LeaseContract<PostgresStore>;
