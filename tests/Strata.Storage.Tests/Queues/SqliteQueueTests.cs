using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Queues;

public sealed class SqliteQueueTests : QueueContract<SqliteStore>;
