using Strata.Budgets.Tests.Support;

namespace Strata.Budgets.Tests.Storage;

public sealed class SqliteSliceTests : SliceContract<SqliteStore>;
