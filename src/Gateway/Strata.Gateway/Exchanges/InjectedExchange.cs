using System.Buffers;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;

namespace Strata.Gateway.Exchanges;

/// <summary>An exchange that fails as an administrator asked, before anything is sent.</summary>
internal sealed class InjectedExchange(AttemptStart start, Injection injection, TimeSpan firstByte, TimeProvider time) : Exchange(start)
{
    private const string Reason = "injected";

    public override Passage Passage { get; } = new CanonicalPassage(null, start.Shape, null);

    public override async ValueTask<bool> OpenAsync()
    {
        var model = Start.Request.Scan.Model;
        if (injection.Kind == InjectionKind.Stall)
        {
            Clock.Arm("first_byte", firstByte);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, Clock.Token);
            }
            catch (OperationCanceledException) when (!Start.CallerToken.IsCancellationRequested)
            {
                Fault = Faults.OfClock(Clock.Expired ?? Reason, model);
            }

            return false;
        }

        Record.HttpStatus = injection.Kind == InjectionKind.Status ? injection.Number : 0;
        Fault = injection.Kind == InjectionKind.Status ? Faults.OfStatus(injection.Number, new UpstreamError(Reason, "Injected."), null, model) with { PassesRaw = false } : Faults.Unreachable(model, Reason);
        return false;
    }

    public override bool Drain(IBufferWriter<byte> output) => false;

    public override ValueTask MoreAsync() => ValueTask.CompletedTask;

    public override void Count()
    {
        // nothing was sent
    }
}
