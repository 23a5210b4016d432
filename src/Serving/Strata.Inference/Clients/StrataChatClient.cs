using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Strata.Core.Generation;

namespace Strata.Inference.Clients;

/// <summary>A model of this process as an <see cref="IChatClient"/>. It does not own the model.</summary>
/// <param name="model">The model that answers.</param>
public sealed class StrataChatClient(ITextModel model) : IChatClient
{
    private readonly ChatClientMetadata metadata = new("strata", null, model.Description.Name);

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder();
        var last = default(GenerationEvent);
        await foreach (var step in model.GenerateAsync(Prepare(messages, options), cancellationToken))
        {
            text.Append(step.Text);
            last = step;
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text.ToString()))
        {
            ModelId = model.Description.Name,
            FinishReason = ChatOptionsMapper.Map(last.Finish ?? FinishReason.EndOfText),
            Usage = Usage(last),
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var step in model.GenerateAsync(Prepare(messages, options), cancellationToken))
        {
            var update = new ChatResponseUpdate(ChatRole.Assistant, step.Text) { ModelId = model.Description.Name };
            if (step.Finish is { } reason)
            {
                update.FinishReason = ChatOptionsMapper.Map(reason);
                update.Contents.Add(new UsageContent(Usage(step)));
            }

            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : serviceType.IsInstanceOfType(model) ? model
        : null;

    /// <summary>Nothing to give back: the model is its owner's.</summary>
    public void Dispose()
    {
    }

    private IPreparedPrompt Prepare(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        model.Prepare(ChatOptionsMapper.Map(messages, options)).Try(out var prompt, out var problem) ? prompt : throw new ProblemException(problem);

    private static UsageDetails Usage(in GenerationEvent last) => new()
    {
        InputTokenCount = last.Usage?.Prompt,
        CachedInputTokenCount = last.Usage?.CachedInput,
        OutputTokenCount = last.Usage?.Completion,
        TotalTokenCount = last.Usage?.Total,
    };
}
