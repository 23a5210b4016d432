using System.Text;

namespace Strata.Tests.Shared.Gateway;

/// <summary>An answer as it came, to its end or to where it broke.</summary>
/// <param name="Text">All that came.</param>
/// <param name="IsBroken">Whether the connection ended before the body did.</param>
internal sealed record ReadAnswer(string Text, bool IsBroken)
{
    /// <summary>Reads; calls <paramref name="seen"/> with what came so far after each piece.</summary>
    public static async Task<ReadAnswer> OfAsync(HttpResponseMessage response, Action<string>? seen, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        try
        {
            var buffer = new char[4096];
            for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                text.Append(buffer, 0, read);
                seen?.Invoke(text.ToString());
            }
        }
        catch (HttpIOException failure) when (failure.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            return new ReadAnswer(text.ToString(), IsBroken: true);
        }

        return new ReadAnswer(text.ToString(), IsBroken: false);
    }
}
