using Strata.Ledger.Rows;
using Strata.Ledger.Storage;

namespace Strata.Ledger.Tests.Storage;

public sealed class LedgerRecordTests
{
    [Fact]
    public void A_zero_character_of_a_caller_or_provider_does_not_reach_the_database()
    {
        var row = new LedgerRow
        {
            Id = "req_1", At = DateTimeOffset.UnixEpoch, Organization = "o", Project = "p", KeyId = "k", Endpoint = "openai.chat",
            Model = "a\0b", Deployment = "up/a\0b", FinishReason = "\0", ErrorCode = "\0", UpstreamRequestId = "\0",
        };
        var record = LedgerRecord.From(row);
        Assert.Equal("a\uFFFDb", record.Model);
        Assert.DoesNotContain('\0', record.Model + record.Deployment + record.FinishReason + record.ErrorCode + record.UpstreamRequestId);
    }
}
