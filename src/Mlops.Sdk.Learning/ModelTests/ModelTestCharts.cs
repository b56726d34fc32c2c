using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pictures of a model test: its segments or columns beside the limit, or how rows and calls spread.</summary>
internal static class ModelTestCharts
{
    private const int MostParts = 20;

    public static IEnumerable<Chart> Of(ModelTestResult result)
    {
        string title = result.Passed ? result.Name : $"{result.Name} (failed)";
        ModelTestPart[] parts = [.. (result.Parts?.Items ?? []).Where(part => part.Value is not null)];
        if (parts.Length > 0)
        {
            yield return new BarChart(title, parts.Take(MostParts).Select(part => part.Name), parts.Take(MostParts).Select(part => part.Value!.Value))
            {
                XLabel = result.Parts!.What,
                References = [new ReferenceLine($"limit {ReportNumber.Format(result.Limit)}", result.Limit)],
                Note = parts.Length > MostParts ? $"The worst {MostParts} of {parts.Length}." : null,
            };
        }

        if (result.Spread is not { } spread) yield break;
        bool near = spread.Limit >= spread.Edges[0] && spread.Limit <= spread.Edges[^1];
        yield return new HistogramChart(title, spread.Edges, spread.Counts.Select(count => (double)count))
        {
            XLabel = spread.What,
            YLabel = spread.Counted,
            References = near ? [new ReferenceLine("limit", spread.Limit!.Value, Vertical: true)] : [],
            Note = near || spread.Limit is null ? null : $"The limit, {ReportNumber.Format(spread.Limit)}, lies far outside.",
        };
    }
}
