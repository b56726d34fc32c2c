namespace Mlops.Sdk;

internal sealed record ClassWeightsMethod : RebalanceMethod
{
    internal override string Name => "class weights";

    internal override bool AddsWeight => true;

    internal override IEnumerable<string> Problems(RebalanceOptions options)
    {
        if (options.Counts.Count > 0 || options.Classes != RebalanceClasses.Auto) yield return "Class weights go by MinorityRatio for every class; Counts and Classes say nothing to them. Leave these out.";
    }

    internal override Dataset Apply(RebalanceWork work)
    {
        double[] weights = RowWeights.Read(work.Train) ?? Ones(work.Train.RowCount);
        double[] totals = Array.ConvertAll(work.Rows, rows => rows.Sum(row => weights[row]));
        double largest = totals.Max(), all = totals.Sum();
        double[] wanted = Array.ConvertAll(totals, total => Math.Max(total, largest * work.Options.MinorityRatio));
        double scale = all / wanted.Sum();
        for (int code = 0; code < totals.Length; code++)
        {
            // A class in which no row has weight cannot be given any: it stays out, as its weights say.
            double factor = totals[code] > 0 ? wanted[code] * scale / totals[code] : 0;
            foreach (int row in work.Rows[code]) weights[row] *= factor;
        }

        string name = work.Train.Weight?.Name ?? new NewNames(work.Train.Schema).Take(RowWeights.DefaultName);
        return work.Train.With(new NumberColumn(name, weights), ColumnRole.Weight);
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
