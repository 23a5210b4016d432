namespace Strata.Caching.Flights;

/// <summary>A place in a flight: either its leader, who must land it, or one who waits.</summary>
/// <param name="Leads">The flight, for its leader; null for those who wait and those who fly alone.</param>
/// <param name="Follows">The flight whose answer those who wait will get; null else.</param>
public readonly record struct FlightTicket(Flight? Leads, Flight? Follows);
