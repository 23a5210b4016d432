using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Gateway.Routing;
using Strata.Routing.Providers;
using Strata.Routing.Signing;
using Strata.Upstreams;

namespace Strata.Gateway.Upstreams;

/// <summary>
/// The models that providers list which take any name: asked of them at the start, when the configuration changes and now and then, never
/// while a client waits. A provider that does not answer in time, or in a shape that is not known, keeps what it listed before.
/// </summary>
internal sealed class ProviderModels(UpstreamChannels channels, SignerBook signers, Live<GatewayOptions> options, TimeProvider time) : BackgroundService
{
    private const int BytesMax = 4 << 20;
    private const int NamesMax = 5_000;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private IReadOnlyList<CatalogModel> current = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What they listed last.</summary>
    public IReadOnlyList<CatalogModel> Current => Volatile.Read(ref current);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        options.Changed += Change;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var next = Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
                next.TrySetResult();
                await RefreshAsync(stoppingToken);
                await Task.WhenAny(Volatile.Read(ref changed).Task, Task.Delay(Between, time, stoppingToken));
            }
        }
        finally
        {
            options.Changed -= Change;
        }
    }

    private void Change(GatewayOptions _) => Volatile.Read(ref changed).TrySetResult();

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var before = Current;
        var asked = UpstreamProviders.Join(options.Current).Providers.Where(p => p.AnyModel).Select(p => OfAsync(p.Provider, before, cancellationToken));
        Volatile.Write(ref current, [.. (await Task.WhenAll(asked)).SelectMany(m => m)]);
    }

    private async Task<IReadOnlyList<CatalogModel>> OfAsync(Provider provider, IReadOnlyList<CatalogModel> before, CancellationToken cancellationToken)
    {
        try
        {
            return provider.PathOf(Operation.Models) is { } path ? await AskAsync(provider, new Uri(provider.Url, path), cancellationToken) : [];
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            return [.. before.Where(m => m.Provider == provider.Name)];
        }
    }

    private async Task<IReadOnlyList<CatalogModel>> AskAsync(Provider provider, Uri url, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), patience, Patience, Timeout.InfiniteTimeSpan);
        using var message = new HttpRequestMessage(HttpMethod.Get, url);
        var headers = new MessageHeaders(message);
        foreach (var (name, value) in provider.Headers)
        {
            headers.Set(name, value);
        }

        if (provider.Dialects is ["anthropic", ..])
        {
            headers.Set("anthropic-version", SignerBook.AnthropicVersion);
        }

        var signed = await signers.SignAsync(provider, provider.Credentials[0], new SigningCall("GET", url) { Operation = Operation.Models }, headers, patience.Token);
        if (!signed.IsOk)
        {
            return [];
        }

        using var answer = await channels.For(provider).SendAsync(message, patience.Token);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > BytesMax)
        {
            return [];
        }

        await answer.Content.LoadIntoBufferAsync(BytesMax, patience.Token);
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(patience.Token), default, patience.Token);
        return [.. Names(json.RootElement).Take(NamesMax).Select(n => new CatalogModel(n, provider.Name, $"{provider.Name}/{n}", null))];
    }

    /// <summary>The names in OpenAI's and Anthropic's shape (<c>data[].id</c>), or in Google's (<c>models[].name</c>).</summary>
    private static IEnumerable<string> Names(JsonElement root)
    {
        var isGoogle = false;
        if (root.ValueKind != JsonValueKind.Object
            || !(root.TryGetProperty("data", out var list) || (isGoogle = root.TryGetProperty("models", out list)))
            || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(isGoogle ? "name" : "id", out var name)
                && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 and <= 256 } text)
            {
                yield return text.StartsWith("models/", StringComparison.Ordinal) ? text[7..] : text;
            }
        }
    }
}
