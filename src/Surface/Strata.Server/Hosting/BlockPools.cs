using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Strata.Server.Hosting;

/// <summary>Gives the web server's transports their blocks.</summary>
internal sealed class BlockPools : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
}
