using Strata.Core.Storage;

namespace Strata.Storage.Feeds;

/// <summary>A change feed with an end: closing it ends every listener's enumeration.</summary>
internal interface IChangeFeedHost : IChangeFeed, IAsyncDisposable;
