using System.Globalization;
using Dapper;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Ledger.Pricing;

/// <summary>
/// Prices that were edited or imported, in the database. Every change is published on <see cref="Topic"/>: each replica reads them again and
/// swaps its book.
/// </summary>
public sealed class PriceStore(IDatabase database, IChangeFeed feed, IIdSource ids, TimeProvider time)
{
    /// <summary>The topic of the change feed.</summary>
    public const string Topic = "gateway-prices";

    private const string Upsert = """
        INSERT INTO gateway_prices (id, source, model, contract, valid_from_ms, body, edited_by, edited_at_ms)
        VALUES (@Id, @Source, @Model, @Contract, @ValidFromMs, @Body, @EditedBy, @EditedAtMs)
        ON CONFLICT (source, model, contract, valid_from_ms) DO UPDATE SET body = excluded.body, edited_by = excluded.edited_by, edited_at_ms = excluded.edited_at_ms
        """;

    /// <summary>All stored prices by model, contract and date.</summary>
    public async ValueTask<IReadOnlyList<StoredPrice>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var records = await connection.QueryAsync<PriceRecord>(new CommandDefinition(
            """
            SELECT id AS Id, source AS Source, model AS Model, contract AS Contract, valid_from_ms AS ValidFromMs, body AS Body, edited_by AS EditedBy, edited_at_ms AS EditedAtMs
            FROM gateway_prices ORDER BY model, contract, valid_from_ms
            """,
            cancellationToken: cancellationToken));
        return [.. records.Select(r => r.ToPrice()).OfType<StoredPrice>()];
    }

    /// <summary>Sets the price of a model from a day on; one that stands at the same model, contract and time is replaced.</summary>
    public async ValueTask<Result<Done>> PutAsync(PriceEntry entry, string editedBy, CancellationToken cancellationToken)
    {
        if (Refuse(entry) is { } problem)
        {
            return problem;
        }

        await WriteAsync([Record(entry with { Source = PriceSource.Edited }, editedBy)], cancellationToken);
        return Done.Value;
    }

    /// <summary>Takes a stored price away.</summary>
    public async ValueTask<Result<Done>> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var gone = await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition("DELETE FROM gateway_prices WHERE id = @id", new { id }, transaction, cancellationToken: token)),
            cancellationToken);
        if (gone == 0)
        {
            return Problem.NotFound($"There is no price '{id}'. Seeded and configured prices are not deleted here: edit one over them.", "id");
        }

        await feed.PublishAsync(Topic, id, cancellationToken);
        return Done.Value;
    }

    /// <summary>
    /// Takes over a list, such as <see cref="LiteLlmPrices"/> reads. A model that is new holds always; one that changed holds from now on, so that
    /// requests of yesterday keep yesterday's price.
    /// </summary>
    public async ValueTask<ImportReport> ImportAsync(IReadOnlyList<PriceEntry> list, string editedBy, CancellationToken cancellationToken)
    {
        var known = (await ListAsync(cancellationToken)).Where(p => p.Entry.Source == PriceSource.Imported)
            .GroupBy(p => p.Entry.Model, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(p => p.Entry.ValidFrom)!.Entry.Prices, StringComparer.Ordinal);
        var records = new List<PriceRecord>();
        var (added, changed, same) = (0, 0, 0);
        foreach (var entry in list.Where(e => Refuse(e) is null).GroupBy(e => e.Model, StringComparer.Ordinal).Select(g => g.Last()))
        {
            if (!known.TryGetValue(entry.Model, out var before))
            {
                added++;
                records.Add(Record(entry with { Source = PriceSource.Imported, Contract = "", ValidFrom = default }, editedBy));
            }
            else if (PriceText.Write(before) == PriceText.Write(entry.Prices))
            {
                same++;
            }
            else
            {
                changed++;
                records.Add(Record(entry with { Source = PriceSource.Imported, Contract = "", ValidFrom = time.GetUtcNow() }, editedBy));
            }
        }

        await WriteAsync(records, cancellationToken);
        return new ImportReport(added, changed, same);
    }

    private async ValueTask WriteAsync(IReadOnlyList<PriceRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count > 0)
        {
            await database.WriteAsync(
                async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(Upsert, records, transaction, cancellationToken: token)), cancellationToken);
            await feed.PublishAsync(Topic, records.Count.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }
    }

    private PriceRecord Record(PriceEntry entry, string editedBy) => new()
    {
        Id = ids.Next("price"),
        Source = entry.Source == PriceSource.Edited ? "edited" : "imported",
        Model = entry.Model,
        Contract = entry.Contract,
        ValidFromMs = Math.Max(0, entry.ValidFrom.ToUnixTimeMilliseconds()),
        Body = PriceText.Write(entry.Prices),
        EditedBy = editedBy,
        EditedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private static Problem? Refuse(PriceEntry entry) =>
        entry.Model.Length is 0 or > 512 || entry.Model.Contains('\0', StringComparison.Ordinal) ? Problem.Invalid("A price needs a model's name of at most 512 characters.", "model")
        : entry.Contract.Length > 0 && !(entry.Contract.Length < 512 && (entry.Contract.StartsWith("org:", StringComparison.Ordinal) || entry.Contract.StartsWith("credential:", StringComparison.Ordinal)))
            ? Problem.Invalid($"'{entry.Contract}' is not a contract. Write org:ID or credential:NAME, or leave it out.", "contract")
        : PriceText.Write(entry.Prices) is var text && (text.Length > PriceText.CharactersMax || !PriceText.Read(text).IsOk) ? Problem.Invalid("These prices are not within bounds.", "prices")
        : null;

    private sealed class PriceRecord
    {
        public string Id { get; init; } = "";

        public string Source { get; init; } = "";

        public string Model { get; init; } = "";

        public string Contract { get; init; } = "";

        public long ValidFromMs { get; init; }

        public string Body { get; init; } = "";

        public string EditedBy { get; init; } = "";

        public long EditedAtMs { get; init; }

        /// <summary>A price that this build cannot read is passed over: its model is unpriced then, and says so.</summary>
        public StoredPrice? ToPrice() => !PriceText.Read(Body).Try(out var prices, out _) ? null : new StoredPrice(
            Id,
            new PriceEntry
            {
                Model = Model,
                Contract = Contract,
                ValidFrom = ValidFromMs == 0 ? default : DateTimeOffset.FromUnixTimeMilliseconds(ValidFromMs),
                Source = Source == "edited" ? PriceSource.Edited : PriceSource.Imported,
                Prices = prices,
            },
            EditedBy,
            DateTimeOffset.FromUnixTimeMilliseconds(EditedAtMs));
    }
}
