using System.Text;

namespace Strata.Templates.Values;

/// <summary>Python's <c>range</c>, at most <see cref="LengthMax"/> long as in jinja2's sandbox.</summary>
internal sealed class RangeValue : Value
{
    public const int LengthMax = 100_000;

    public RangeValue(long start, long stop, long step)
    {
        if (step == 0)
        {
            throw Fault.Value("range() arg 3 must not be zero");
        }

        var span = step > 0 ? (Int128)stop - start : (Int128)start - stop;
        var count = span <= 0 ? 0 : (span - 1) / Int128.Abs(step) + 1;
        if (count > LengthMax)
        {
            throw Fault.Limit($"range too big: the sandbox blocks ranges longer than {LengthMax}");
        }

        (Start, Stop, Step, Count) = (start, stop, step, (int)count);
    }

    public long Start { get; }

    public long Stop { get; }

    public long Step { get; }

    public int Count { get; }

    public override string TypeName => "range";

    public override bool IsTruthy => Count > 0;

    public override bool IsIterable => true;

    public override int? Length => Count;

    public IntValue At(int index) => IntValue.Of(Start + (Step * index));

    public override IEnumerable<Value> Iterate() => Enumerable.Range(0, Count).Select(At);

    public override Value? Attribute(string name) => name switch
    {
        "start" => IntValue.Of(Start),
        "stop" => IntValue.Of(Stop),
        "step" => IntValue.Of(Step),
        _ => null,
    };

    public override void AppendRepr(StringBuilder text, int depth)
    {
        text.Append("range(").Append(Start).Append(", ").Append(Stop);
        text.Append(Step == 1 ? ")" : $", {Step})");
    }
}
