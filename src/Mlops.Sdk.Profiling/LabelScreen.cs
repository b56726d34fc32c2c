using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Looks for features that give the label away.</summary>
internal static class LabelScreen
{
    private const int MostRows = 100_000, Bins = 20;

    /// <summary>Mutual information of the feature's codes and the label as a share of the label's entropy (Theil's U), on at most 100,000 rows.</summary>
    public static IEnumerable<Finding> FindLeaks(Dataset data, ProfileOptions options, RunContext context, CancellationToken cancellationToken)
    {
        if (data.Label is not { Type: not ColumnType.Timestamp } label || data.RowCount < 50) yield break;
        Dataset rows = data.RowCount <= MostRows ? data : data.Take(new RandomStream(context.Seed).SampleWithoutReplacement(data.RowCount, MostRows));
        int[] classes = CodesOf(rows[label.Name]);
        double uncertainty = MutualInformation.OfCodes(classes, classes);
        if (!(uncertainty > 0)) yield break;
        foreach (Column feature in rows.Features.Where(feature => feature is not TextColumn))
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] codes = CodesOf(feature);
            if (codes.Distinct().Count() > rows.RowCount / 10) continue;
            double certainty = MutualInformation.OfCodes(codes, classes, millerMadow: true) / uncertainty;
            if (certainty > options.LabelCertainty)
                yield return new Finding("PROF009", Severity.Warning, feature.Name, FormattableString.Invariant($"'{feature.Name}' alone removes {certainty:P1} of the uncertainty about '{label.Name}' (above {options.LabelCertainty:P0}). If it is not known when the model is used, leave it out: data.Drop(\"{feature.Name}\")."));
        }
    }

    private static int[] CodesOf(Column column) => ColumnCodes.Of(column, Bins)
        ?? ColumnCodes.Of(CategoryColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.GetText(row))), Bins)!;
}
