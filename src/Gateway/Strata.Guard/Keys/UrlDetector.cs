using System.Collections.Frozen;
using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// Addresses that carry a credential: of databases, queues and caches with a password in the authority (RFC 3986 §3.2.1) or in
/// the query are <c>DB_URL</c> as a whole; in any other scheme the password is a generic secret; a Slack webhook is Slack's.
/// Without a password, or with a variable in its place, none of them. Triggered by the colon.
/// </summary>
internal static class UrlDetector
{
    private const int SchemeMax = 32;
    private const int ReadMax = 1024;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Databases = new[]
    {
        "postgres", "postgresql", "pgsql", "psql", "postgis", "mysql", "mysql2", "mysqlx", "mariadb", "mongodb", "redis", "rediss", "valkey", "amqp", "amqps", "rabbitmq",
        "mssql", "sqlserver", "oracle",
        "clickhouse", "clickhouses", "cockroachdb", "cockroach", "cassandra", "scylla", "couchdb", "couchbase", "couchbases", "neo4j", "bolt",
        "influxdb", "kafka", "nats", "memcached", "snowflake", "db2", "ldap", "ldaps",
        "timescaledb", "redshift", "trino", "presto", "hive",
        "impala", "elasticsearch", "opensearch", "firebird", "sybase", "vertica", "teradata", "libsql", "tidb", "dremio", "arangodb", "surrealdb", "mqtt", "mqtts", "stomp", "pulsar",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryFind(ref Probe text, int at, EntitySet on, out Candidate found)
    {
        found = default;
        if (text[at + 1] != '/' || text[at + 2] != '/')
        {
            return false;
        }

        if (on.Has(EntityKind.SlackToken) && text.Stands(at + 3, "hooks.slack.com/services/T"))
        {
            found = new Candidate(EntityKind.SlackToken, text.RunStart(at, CharSet.Letter, 6), End(ref text, at + 3, out _));
            return true;
        }

        var start = SchemeStart(ref text, at);
        if (start == at || !TryPassword(ref text, at + 3, out var password))
        {
            return false;
        }

        var scheme = text.Slice(start, at);
        var plus = scheme.IndexOf('+');
        if (!Databases.Contains(plus < 0 ? scheme : scheme[..plus]))
        {
            found = new Candidate(EntityKind.GenericSecret, password.Start, password.End);
            return on.Has(EntityKind.GenericSecret) && password.End - password.Start >= 6 && !SecretValue.IsWord(text.Slice(password.Start, password.End));
        }

        var end = End(ref text, at + 3, out var isLong);
        found = new Candidate(EntityKind.DbUrl, start, end, isLong ? TailKind.Value : TailKind.None);
        return on.Has(EntityKind.DbUrl);
    }

    private static int SchemeStart(ref Probe text, int at)
    {
        var start = text.RunStart(at, CharSet.Alnum | CharSet.MailSign | CharSet.Hyphen, SchemeMax);
        while (start < at && !Chars.IsLetter(text[start]))
        {
            start++;
        }

        return start;
    }

    /// <summary>The password before the last <c>@</c> of the authority, else the one in the query.</summary>
    private static bool TryPassword(ref Probe text, int from, out (int Start, int End) password)
    {
        var colon = -1;
        var at = -1;
        var slash = -1;
        var query = -1;
        var end = from;
        for (; end - from < ReadMax && !Chars.Is(text[end], CharSet.ValueEnd) && !(at < 0 && text[end] == ':' && text[end + 1] == '/' && text[end + 2] == '/'); end++)
        {
            switch (text[end])
            {
                case ':' when colon < 0 && slash < 0:
                    colon = end;
                    break;
                case '@' when slash < 0 || at < 0:
                    at = end;
                    break;
                case '/' when colon < 0 || at >= 0:
                    slash = slash < 0 ? end : slash;
                    break;
                case '?' when query < 0:
                    query = end;
                    break;
            }
        }

        password = (colon + 1, at);
        return (colon >= 0 && at > colon + 1 && (slash < 0 || colon < slash) && IsReal(text.Slice(colon + 1, at))) || (query > 0 && TryQuery(text.Slice(query, end), query, out password));
    }

    private static bool TryQuery(ReadOnlySpan<char> query, int origin, out (int Start, int End) password)
    {
        password = default;
        var name = query.IndexOf("password=", StringComparison.OrdinalIgnoreCase);
        if (name < 0)
        {
            return false;
        }

        var value = query[(name + 9)..];
        var stop = value.IndexOfAny('&', ';');
        value = stop < 0 ? value : value[..stop];
        password = (origin + name + 9, origin + name + 9 + value.Length);
        return IsReal(value);
    }

    private static bool IsReal(ReadOnlySpan<char> password) =>
        !Placeholder.Is(password) && password is not ("password" or "pass" or "passwd" or "pwd" or "secret" or "PASSWORD" or "PASS" or "xxx" or "xxxx" or "***" or "****");

    /// <summary>Up to white space, a quote or an angle bracket, without the sentence's punctuation.</summary>
    private static int End(ref Probe text, int from, out bool isLong)
    {
        var end = from;
        while (end - from < ReadMax && !Chars.Is(text[end], CharSet.ValueEnd))
        {
            end++;
        }

        isLong = end - from == ReadMax;
        while (!isLong && end > from && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '}' or '\\')
        {
            end--;
        }

        return end;
    }
}
