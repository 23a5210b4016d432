using Strata.Budgets.Tests.Support;
using Strata.Storage;

namespace Strata.Budgets.Tests.Storage;

public sealed class SqliteRuleStoreTests : RuleStoreContract<SqliteStore>
{
    internal override StorageSet Follower(StorageSet other) => Set;
}
