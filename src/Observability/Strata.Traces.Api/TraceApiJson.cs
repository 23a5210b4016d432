using System.Text.Json.Serialization;
using Strata.Traces.Api.Compare;
using Strata.Traces.Api.Lists;
using Strata.Traces.Api.Scores;
using Strata.Traces.Api.Sums;
using Strata.Traces.Api.Views;

namespace Strata.Traces.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpanPage))]
[JsonSerializable(typeof(TracePage))]
[JsonSerializable(typeof(TraceDetail))]
[JsonSerializable(typeof(FieldList))]
[JsonSerializable(typeof(FacetList))]
[JsonSerializable(typeof(SeriesBody))]
[JsonSerializable(typeof(GroupPage))]
[JsonSerializable(typeof(DiffBody))]
[JsonSerializable(typeof(ScoresBody))]
[JsonSerializable(typeof(ScoreList))]
[JsonSerializable(typeof(ViewBody))]
[JsonSerializable(typeof(ViewItem))]
[JsonSerializable(typeof(ViewList))]
[JsonSerializable(typeof(Dashboard))]
internal sealed partial class TraceApiJson : JsonSerializerContext;
