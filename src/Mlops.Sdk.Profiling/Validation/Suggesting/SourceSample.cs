using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Rows of a source taken at random, each with the same chance, in their order and in bounded memory.</summary>
internal static class SourceSample
{
    public static Dataset Take(DataSource source, int most, RandomStream random, CancellationToken cancellationToken)
    {
        // Every row draws a number; those with the least numbers stay. The cut falls as rows come, so kept rows are thinned out now and then.
        var kept = new List<(Dataset Rows, double[] Draws)>();
        double cut = 1;
        long held = 0;
        foreach (Dataset batch in source.LendBatches(DataValidator.BatchRows, cancellationToken: cancellationToken).SelectMany(batches => batches))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = new List<int>();
            var draws = new List<double>();
            for (int row = 0; row < batch.RowCount; row++)
            {
                double draw = random.NextDouble();
                if (draw >= cut) continue;
                rows.Add(row);
                draws.Add(draw);
            }

            kept.Add((batch.Take([.. rows]), [.. draws]));
            held += rows.Count;
            if (held <= 2L * most) continue;
            cut = CutOf(kept, most);
            held = Thin(kept, cut);
        }

        if (held > most) Thin(kept, CutOf(kept, most));
        Dataset[] parts = [.. kept.Select(part => part.Rows)];
        return parts.Length == 0 ? source.ToDataset(cancellationToken) : Dataset.Concat(parts);
    }

    private static double CutOf(List<(Dataset Rows, double[] Draws)> kept, int most)
    {
        double[] all = [.. kept.SelectMany(part => part.Draws)];
        Array.Sort(all);
        return all[most];
    }

    private static long Thin(List<(Dataset Rows, double[] Draws)> kept, double cut)
    {
        long held = 0;
        for (int i = 0; i < kept.Count; i++)
        {
            (Dataset rows, double[] draws) = kept[i];
            int[] staying = [.. Enumerable.Range(0, draws.Length).Where(row => draws[row] < cut)];
            kept[i] = (rows.Take(staying), [.. staying.Select(row => draws[row])]);
            held += staying.Length;
        }

        return held;
    }
}
