using System.Text;
using Strata.Core.Results;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>
/// Reads <c>ModelProto</c>: field 1 pieces (1 text, 2 score, 3 kind), 2 trainer (3 model type, 24 whitespace as suffix,
/// 35 byte fallback, 44 surface of unknown, 46–48 names), 3 normaliser (2 rules, 3 dummy prefix, 4 extra blanks, 5 escape).
/// Everything else is skipped.
/// </summary>
internal static class SentencePieceModelReader
{
    public static Result<SentencePieceModel> Read(ReadOnlySpan<byte> data)
    {
        if (data.Length > TokenizerLimits.FileBytesMax)
        {
            return Problem.Corrupt($"The model is larger than {TokenizerLimits.FileBytesMax} bytes.", "model");
        }

        var model = new SentencePieceModel();
        var reader = new ProtobufReader(data);
        while (reader.Next())
        {
            var fits = reader.Field switch
            {
                1 => ReadPiece(reader.Bytes, model),
                2 => ReadTrainer(reader.Bytes, model),
                3 => ReadNormalizer(reader.Bytes, model),
                _ => true,
            };
            if (!fits)
            {
                return Problem.Corrupt($"Field {reader.Field} of the model is damaged or out of bounds.", "model");
            }
        }

        return reader.Failed ? Problem.Corrupt("The file is not a SentencePiece model, or it is cut short.", "model")
            : model.Pieces.Sum(p => (long)p.Length) > TokenizerLimits.VocabularyCharsMax ? Problem.Corrupt("The model's vocabulary is too large.", "pieces")
            : model.Pieces.Count == 0 ? Problem.Corrupt("The model has no pieces.", "pieces")
            : model;
    }

    private static bool ReadPiece(ReadOnlySpan<byte> data, SentencePieceModel model)
    {
        var (text, score, kind) = (string.Empty, 0f, TokenKind.Normal);
        var reader = new ProtobufReader(data);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    text = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 2:
                    score = reader.Float;
                    break;
                case 3:
                    kind = reader.Number is >= 1 and <= 6 ? (TokenKind)reader.Number : TokenKind.Undefined;
                    break;
            }
        }

        model.Pieces.Add(text);
        model.Scores.Add(score);
        model.Kinds.Add(kind);
        return !reader.Failed && text.Length is > 0 and <= TokenizerLimits.TokenCharsMax && float.IsFinite(score)
            && model.Pieces.Count <= TokenizerLimits.TokensMax;
    }

    private static bool ReadTrainer(ReadOnlySpan<byte> data, SentencePieceModel model)
    {
        var reader = new ProtobufReader(data);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 3:
                    model.ModelType = (int)Math.Min(reader.Number, 99);
                    break;
                case 24:
                    model.WhitespaceAsSuffix = reader.Number != 0;
                    break;
                case 35:
                    model.ByteFallback = reader.Number != 0;
                    break;
                case 44:
                    model.UnknownSurface = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 46:
                    model.BosPiece = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 47:
                    model.EosPiece = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 48:
                    model.PadPiece = Encoding.UTF8.GetString(reader.Bytes);
                    break;
            }
        }

        return !reader.Failed;
    }

    private static bool ReadNormalizer(ReadOnlySpan<byte> data, SentencePieceModel model)
    {
        var reader = new ProtobufReader(data);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    model.Rules = reader.Bytes.ToArray();
                    break;
                case 3:
                    model.AddDummyPrefix = reader.Number != 0;
                    break;
                case 4:
                    model.RemoveExtraWhitespaces = reader.Number != 0;
                    break;
                case 5:
                    model.EscapeWhitespaces = reader.Number != 0;
                    break;
            }
        }

        return !reader.Failed;
    }
}
