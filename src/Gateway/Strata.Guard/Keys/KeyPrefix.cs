using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>What follows a provider's prefix: how many characters of which class, and whose key it is.</summary>
internal readonly record struct KeyPrefix(EntityKind Kind, string Rest, int Min, int Max, CharSet Body);
