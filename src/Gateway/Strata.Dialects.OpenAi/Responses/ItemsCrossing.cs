using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>What of a turn can go to a provider of this dialect: the rest is told or refused before anything is written.</summary>
internal sealed class ItemsCrossing(RequestOut to)
{
    public void Refuse(int message, int block) => to.Losses.Refuse(to.Place(message, block));

    public ChatMessage Prepare(ChatMessage message, int index)
    {
        var kept = new List<Block>(message.Blocks.Count);
        for (var i = 0; i < message.Blocks.Count; i++)
        {
            if (Keep(message.Blocks[i], message.Role, to.Place(index, i)) is { } block)
            {
                kept.Add(block);
            }
        }

        if (!to.IsSame)
        {
            to.Losses.TakeExtra(to.Request.Dialect, to.Place(index) + ".", message.Extra);
        }

        if (message.Name is not null)
        {
            to.Losses.Refuse(to.Place(index) + ".name");
        }

        return message with { Blocks = kept, Extra = to.IsSame ? message.Extra : [] };
    }

    private Block? Keep(Block block, MessageRole role, string at)
    {
        if (!block.CacheControl.IsEmpty)
        {
            to.Losses.Note(at + ".cache_control", "left out: this provider caches prompts by itself");
        }

        to.Citations(block, at);
        switch (block)
        {
            case ThinkingBlock { Origin: not DialectNames.Responses }:
                to.Losses.Note(at, "reasoning of an earlier turn was left out: it only means something to the model that wrote it");
                return null;
            case OpaqueBlock { Dialect: not DialectNames.Responses } opaque:
                to.Losses.Refuse(at, $"A block of type '{opaque.Type}' is one of {opaque.Dialect}'s own and cannot be sent to this model's provider.");
                return null;
            case DocumentBlock { Cites: true }: to.Losses.Refuse(at + ".citations"); break;
            case DocumentBlock { Context: not null, Source.Text: null }: to.Losses.Refuse(at + ".context"); break;
            case DocumentBlock { Source.FileId: not null } or ImageBlock { Source.FileId: not null } when !DialectNames.IsOpenAi(to.Request.Dialect):
                to.Losses.Refuse(at + ".source", $"'{at}' names a file uploaded to another provider.");
                break;
            case ToolResultBlock { IsError: true }: to.Losses.Note(at + ".is_error", "said in words before the result: this dialect has no mark for it"); break;
            case ToolCallBlock { Signature: not null }: to.Losses.Note(at, "the signature of a call was left out: only the provider that made it reads it"); break;
            case ImageBlock or AudioBlock or DocumentBlock when role != MessageRole.User:
                to.Losses.Refuse(at, $"'{at}' is no text; this model's provider takes it from users only.");
                return null;
        }

        if (!to.IsSame && !to.IsPlain(block.Extra))
        {
            to.Losses.TakeExtra(to.Request.Dialect, at + ".", block.Extra);
        }

        return to.IsSame ? block with { CacheControl = default } : Bare(block);
    }

    private static Block Bare(Block block) =>
        (block is TextBlock text ? text with { Citations = default } : block) with { Extra = [], CacheControl = default };
}
