using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Loading;
using Strata.Inference.Options;

namespace Strata.Inference.Hosting;

/// <summary>
/// The models of a process. A model is loaded once, by whoever asks first, and stays until its memory is needed: then those
/// that nobody uses go, the least recently used first. A load that fails is forgotten, so the next request tries again.
/// </summary>
public sealed class ModelHost : IModelHost, IAsyncDisposable
{
    private readonly IModelLocator locator;
    private readonly InferenceOptions options;
    private readonly TimeProvider time;
    private readonly Dictionary<string, ModelSlot> slots = [];
    private readonly Lock gate = new();
    private bool disposed;

    /// <summary>Makes a host; nothing is loaded yet.</summary>
    /// <param name="locator">Finds files by name; null knows paths alone.</param>
    /// <param name="options">How models are run, and the bounds.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The options are out of their ranges.</exception>
    public ModelHost(IModelLocator? locator, InferenceOptions options, TimeProvider time)
    {
        if (options.Validate() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        (this.locator, this.options, this.time) = (locator ?? new PathLocator(), options, time);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelDescription> List()
    {
        var known = locator.List();
        lock (gate)
        {
            return [.. known.Select(model => LoadedOf(model.Path) is { } loaded ? Named(loaded.Description, model) : model)];
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Result<ITextModel>> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (!Find(name).Try(out var found, out var problem) || !Use(found).Try(out var slot, out problem))
        {
            return problem;
        }

        Result<LoadedModel> loaded;
        try
        {
            loaded = await slot.Loading.WaitAsync(cancellationToken);
        }
        catch
        {
            if (slot.Loading.IsFaulted)
            {
                Forget(slot);
            }
            else
            {
                Release(slot);
            }

            throw;
        }

        if (!loaded.Try(out var model, out problem))
        {
            Forget(slot);
            return problem;
        }

        return new TextModel(model, Named(model.Description, found), new ModelUse(() => Retain(slot), () => Release(slot)), (options, time));
    }

    /// <summary>Ends all models; generations under way fail.</summary>
    public async ValueTask DisposeAsync()
    {
        ModelSlot[] all;
        lock (gate)
        {
            disposed = true;
            all = [.. slots.Values];
            slots.Clear();
        }

        foreach (var slot in all)
        {
            await slot.EndAsync();
        }
    }

    private static string Either(string first, string second) => first.Length > 0 ? first : second;

    /// <summary>What the file says of itself, under the name and with the history that the store has it by.</summary>
    private static ModelDescription Named(ModelDescription read, ModelDescription known) =>
        read with { Name = known.Name, Path = known.Path, AddedAt = known.AddedAt, IsBuiltIn = known.IsBuiltIn, License = Either(known.License, read.License) };

    private LoadedModel? LoadedOf(string path) =>
        slots.TryGetValue(path, out var slot) && slot.Loading is { IsCompletedSuccessfully: true, Result.IsOk: true } done ? done.Result.Value : null;

    private Result<ModelDescription> Find(string name)
    {
        if (!name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
        {
            return locator.Find(name);
        }

        var path = Path.GetFullPath(name);
        return File.Exists(path)
            ? new ModelDescription { Name = name, Path = path }
            : new Problem(ProblemCode.ModelNotFound, $"There is no file '{name}'.") { Field = "model" };
    }

    private Result<ModelSlot> Use(ModelDescription model)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!slots.TryGetValue(model.Path, out var slot))
            {
                var size = model.SizeBytes > 0 ? model.SizeBytes : SizeOf(model.Path);
                if (!MakeRoom(model.Name, size).Try(out var evicted, out var problem))
                {
                    return problem;
                }

                slot = new ModelSlot(model.Path, size, Task.Run(() => LoadAsync(model, evicted)));
                slots.Add(model.Path, slot);
            }

            slot.Uses++;
            slot.LastUsed = time.GetTimestamp();
            return slot;
        }
    }

    /// <summary>What was evicted goes before the new model comes, so both are never in memory at once.</summary>
    private async Task<Result<LoadedModel>> LoadAsync(ModelDescription model, List<ModelSlot> evicted)
    {
        foreach (var slot in evicted)
        {
            await slot.EndAsync();
        }

        return LoadedModel.Load(model.Path, model.Name, options, time);
    }

    private Result<List<ModelSlot>> MakeRoom(string name, long size)
    {
        List<ModelSlot> evicted = [];
        if (size > options.ModelBytesMax)
        {
            return new Problem(ProblemCode.TooLarge, $"The model '{name}' has {size} bytes; {nameof(options.ModelBytesMax)} allows {options.ModelBytesMax}.");
        }

        while (slots.Count - evicted.Count >= options.ModelsMax || slots.Values.Except(evicted).Sum(slot => slot.SizeBytes) + size > options.ModelBytesMax)
        {
            var idle = slots.Values.Except(evicted).Where(slot => slot.Uses == 0).MinBy(slot => slot.LastUsed);
            if (idle is null)
            {
                return new Problem(ProblemCode.Unavailable, $"There is no room for the model '{name}' while others are in use; try again.")
                {
                    RetryAfter = TimeSpan.FromSeconds(5),
                };
            }

            evicted.Add(idle);
        }

        evicted.ForEach(slot => slots.Remove(slot.Path));
        return evicted;
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private void Retain(ModelSlot slot)
    {
        lock (gate)
        {
            slot.Uses++;
        }
    }

    private void Release(ModelSlot slot)
    {
        lock (gate)
        {
            slot.Uses--;
            slot.LastUsed = time.GetTimestamp();
        }
    }

    private void Forget(ModelSlot slot)
    {
        lock (gate)
        {
            slot.Uses--;
            if (slots.TryGetValue(slot.Path, out var current) && ReferenceEquals(current, slot))
            {
                slots.Remove(slot.Path);
            }
        }
    }
}
