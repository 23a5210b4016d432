using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Http;

namespace Strata.Gateway.Tests.Support;

/// <summary>Logs on which the caller of the moment leaves while a row is on its way to the disk, as soon as that is asked for.</summary>
internal sealed class LeavingLogs(IAppendLogs inner, IHttpContextAccessor contexts) : IAppendLogs
{
    /// <summary>Whether callers leave now.</summary>
    public bool CallersLeave { get; set; }

    public async ValueTask<Result<IAppendLog>> OpenAsync(string name, TimeSpan syncEvery, CancellationToken cancellationToken) =>
        (await inner.OpenAsync(name, syncEvery, cancellationToken)).Try(out var log, out var problem) ? new LeavingLog(this, log) : problem;

    private void Leave()
    {
        if (CallersLeave && contexts.HttpContext is { } http)
        {
            http.Abort();
            Assert.True(SpinWait.SpinUntil(() => http.RequestAborted.IsCancellationRequested, TimeSpan.FromSeconds(20)));
        }
    }

    /// <summary>Registers it over the host's own.</summary>
    internal sealed class Module : IStrataModule
    {
        public string Name => "leaving";

        public IReadOnlyList<Migration> Migrations => [];

        public Action Configure(ConfigReader section) => static () => { };

        public void Add(IServiceCollection services)
        {
            services.AddHttpContextAccessor();
            var logs = (IAppendLogs)services.Last(s => s.ServiceType == typeof(IAppendLogs)).ImplementationInstance!;
            services.AddSingleton(s => new LeavingLogs(logs, s.GetRequiredService<IHttpContextAccessor>()));
            services.AddSingleton<IAppendLogs>(s => s.GetRequiredService<LeavingLogs>());
        }

        public void Map(IEndpointRouteBuilder endpoints)
        {
        }
    }

    private sealed class LeavingLog(LeavingLogs logs, IAppendLog inner) : IAppendLog
    {
        public long LastSequence => inner.LastSequence;

        public async ValueTask<long> AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
        {
            var copy = record.ToArray();
            logs.Leave();
            await Task.Yield();
            return await inner.AppendAsync(copy, cancellationToken);
        }

        public IAsyncEnumerable<LogRecord> ReadAsync(long fromSequence, CancellationToken cancellationToken) => inner.ReadAsync(fromSequence, cancellationToken);

        public Task SyncAsync(CancellationToken cancellationToken) => inner.SyncAsync(cancellationToken);

        public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken) => inner.TrimAsync(throughSequence, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
