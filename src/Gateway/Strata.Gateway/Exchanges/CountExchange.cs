using System.Buffers;
using Strata.Core.Usage;
using Strata.Gateway.Answers;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Exchanges;

/// <summary>Counts a prompt here: by the tokenizer of an own model, or by estimate where the provider offers no count.</summary>
internal sealed class CountExchange(AttemptStart start, long tokens) : Exchange(start)
{
    public override Passage Passage { get; } = new CanonicalPassage(null, start.Shape, null);

    public override bool IsSameDialect => true;

    public override ValueTask<bool> OpenAsync()
    {
        Start.Request.Surface.Counts!.Write(tokens, Held);
        return new(true);
    }

    public override bool Drain(IBufferWriter<byte> output) => false;

    public override ValueTask MoreAsync() => ValueTask.CompletedTask;

    public override void Count() => (Record.Usage, Record.UsageSource) = (default(TokenUsage), UsageSource.None);
}
