using Strata.Budgets.Tests.Support;

namespace Strata.Budgets.Tests.Storage;

public sealed class PostgresSliceTests : SliceContract<PostgresStore>;
