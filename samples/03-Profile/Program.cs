// What is in a table, and whether it can be trusted. Run it from the root of the repository.
using Mlops.Sdk;

#region profile
Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
ProfileReport profile = penguins.Profile();
Console.WriteLine(profile);
profile.SaveHtml("artifacts/profile/penguins.html");
profile.SaveJson("artifacts/profile/penguins.json");
#endregion

#region options
ProfileReport strict = penguins.Profile(new()
{
    Thresholds = new() { MissingShare = 0.01, Correlation = 0.8 },
    Silent = ["PROF020"],
});
foreach (Finding finding in strict.Findings)
    Console.WriteLine($"{finding.Code} {finding.Column}: {finding.Value} against {finding.Threshold}; {finding.Remedy}");
#endregion

#region merge
ProfileSummary whole = new(penguins.Schema);
foreach (Dataset day in new[] { penguins.Slice(0, 172), penguins.Slice(172, 172) })
{
    ProfileSummary part = new(penguins.Schema);
    part.Add(day);
    whole.Merge(part);
}

Console.WriteLine(whole.ToReport()["body_mass_g"].Quantile(0.5));
#endregion

#region accepted
AcceptedFindings.Of(strict.Findings, "birds that could not be caught again", "field team", until: new DateTime(2027, 6, 30)).Save("artifacts/profile/accepted.json");
ProfileReport later = penguins.Profile(new() { Thresholds = new() { MissingShare = 0.01 }, Accepted = AcceptedFindings.Load("artifacts/profile/accepted.json") });
Console.WriteLine($"{later.Findings.Count(finding => finding.Acceptance is { IsInForce: true })} of {later.Findings.Count} findings are accepted");
#endregion

#region metric
ProfileReport rounded = penguins.Profile(new() { Metrics = [new RoundShare()] });
Console.WriteLine(rounded["body_mass_g"].Metric("penguins.round_share"));
#endregion

#region round
internal sealed class RoundShare() : ColumnMetric<(long Round, long All)>("penguins.round_share", "multiples of 50")
{
    public override ReportNumberFormat Format => ReportNumberFormat.Percent;

    public override bool AppliesTo(Field field) => field.Type == ColumnType.Integer;

    protected override (long Round, long All) Empty(Field field) => (0, 0);

    protected override (long Round, long All) Add((long Round, long All) state, Column values)
    {
        for (int row = 0; row < values.Length; row++)
            if (!values.IsMissing(row)) state = (state.Round + (((IntegerColumn)values).Values[row] % 50 == 0 ? 1 : 0), state.All + 1);
        return state;
    }

    protected override (long Round, long All) Merge((long Round, long All) state, (long Round, long All) later) => (state.Round + later.Round, state.All + later.All);

    protected override (double Value, double Bound)? ToValue((long Round, long All) state) => state.All == 0 ? null : ((double)state.Round / state.All, 0);

    protected override void Write((long Round, long All) state, BinaryWriter writer)
    {
        writer.Write(state.Round);
        writer.Write(state.All);
    }

    protected override (long Round, long All) Read(BinaryReader reader, Field field) => (reader.ReadInt64(), reader.ReadInt64());
}
#endregion
