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
