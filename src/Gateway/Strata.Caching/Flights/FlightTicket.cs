namespace Strata.Caching.Flights;

/// <summary>A place in a flight: either its leader, who must land it, or one who waits.</summary>
/// <param name="Leads">The flight, for its leader; null for those who wait and those who fly alone.</param>
/// <param name="Waits">The answer to come, for those who wait; null else.</param>
public readonly record struct FlightTicket(Flight? Leads, Task<CachedAnswer?>? Waits);
