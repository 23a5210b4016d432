using Strata.Core.Results;
using Strata.Inference.Loading;

namespace Strata.Inference.Hosting;

/// <summary>A model that is loaded or being loaded. The host's lock guards everything but the task.</summary>
internal sealed class ModelSlot(string path, long sizeBytes, Task<Result<LoadedModel>> loading)
{
    public string Path => path;

    public long SizeBytes => sizeBytes;

    /// <summary>Never fails by exception for an expected cause; whoever waits may stop waiting without stopping it.</summary>
    public Task<Result<LoadedModel>> Loading => loading;

    /// <summary>Handles given out and generations under way.</summary>
    public int Uses { get; set; }

    public long LastUsed { get; set; }

    /// <summary>Ends the model. Where it is still being loaded (whoever asked may have left), its end is waited for.</summary>
    public async Task EndAsync()
    {
        await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loading.IsCompletedSuccessfully && (await loading).Try(out var model, out _))
        {
            model.Dispose();
        }
    }
}
