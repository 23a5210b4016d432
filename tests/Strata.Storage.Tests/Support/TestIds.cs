using Strata.Core.Identity;

namespace Strata.Storage.Tests.Support;

internal static class TestIds
{
    internal static IIdSource New() => new TimeOrderedIds(TimeProvider.System);
}
