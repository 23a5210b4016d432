namespace Strata.Caching.Flights;

/// <summary>
/// Identical requests at the same time: the first one leads, the others wait for its answer. Bounded in flights and in waiters; who
/// finds no place flies alone, which costs a call and nothing else.
/// </summary>
public sealed class SingleFlight
{
    /// <summary>The most flights at a time.</summary>
    public const int FlightsMax = 4_096;

    /// <summary>The most who wait for one flight.</summary>
    public const int WaitersMax = 1_024;

    private readonly Lock gate = new();
    private readonly Dictionary<CacheKey, Flight> flights = [];

    /// <summary>Flights in the air.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return flights.Count;
            }
        }
    }

    /// <summary>Joins the flight of a key, or opens it.</summary>
    public FlightTicket Join(CacheKey key)
    {
        lock (gate)
        {
            if (flights.TryGetValue(key, out var flight))
            {
                if (flight.Waiting >= WaitersMax)
                {
                    return default;
                }

                flight.Waiting++;
                return new FlightTicket(null, flight);
            }

            if (flights.Count >= FlightsMax)
            {
                return default;
            }

            flight = flights[key] = new Flight(this, key);
            return new FlightTicket(flight, null);
        }
    }

    internal void Remove(Flight flight)
    {
        lock (gate)
        {
            if (flights.TryGetValue(flight.Key, out var current) && ReferenceEquals(current, flight))
            {
                flights.Remove(flight.Key);
            }
        }
    }
}
