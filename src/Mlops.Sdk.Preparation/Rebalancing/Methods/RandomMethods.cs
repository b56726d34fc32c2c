namespace Mlops.Sdk;

internal sealed record RandomOverMethod : RebalanceMethod
{
    internal override string Name => "random oversampling";

    internal override Dataset Apply(RebalanceWork work)
    {
        int[] target = work.Raised();
        int[] rows = [.. Enumerable.Range(0, work.Train.RowCount), .. target.SelectMany((count, code) => work.Draw(code, count - work.Rows[code].Length))];
        return rows.Length == work.Train.RowCount ? work.Train : work.Train.Take(rows);
    }
}

internal sealed record RandomUnderMethod : RebalanceMethod
{
    internal override string Name => "random undersampling";

    internal override Dataset Apply(RebalanceWork work)
    {
        int[] target = work.Cut();
        var kept = new List<int>();
        for (int code = 0; code < target.Length; code++)
        {
            int[] rows = work.Rows[code];
            if (target[code] == rows.Length) kept.AddRange(rows);
            else kept.AddRange(work.Context.Random.Split("draw").Split(code).SampleWithoutReplacement(rows.Length, target[code]).Select(place => rows[place]));
        }

        kept.Sort();
        return kept.Count == work.Train.RowCount ? work.Train : work.Train.Take(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept));
    }
}
