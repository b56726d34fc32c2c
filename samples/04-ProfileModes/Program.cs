// Profiles of tables whose rows count more or less, come in time, fall into segments, or hold vectors. Run it from the root of the repository.
using Mlops.Sdk;

Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });

#region weights
Dataset weighted = penguins.Derive("weight", row => row.Text("island") == "Biscoe" ? 1 : 4).WithRole("weight", ColumnRole.Weight);
ProfileReport profile = weighted.Profile();
WeightedColumn mass = profile.Weights!["body_mass_g"]!;
Console.WriteLine($"{mass.Mean} and not {profile["body_mass_g"].Mean}; {profile.Weights.EffectiveRows} effective of {profile.RowCount} rows");
#endregion

#region time
long start = new DateTime(2026, 1, 1).Ticks;
Dataset load = new Dataset(
    new TimestampColumn("at", Enumerable.Range(0, 24 * 60).Select(hour => start + (hour * TimeSpan.TicksPerHour)).ToArray()),
    new NumberColumn("megawatts", Enumerable.Range(0, 24 * 60).Select(hour => 50 + (10 * Math.Sin(hour * Math.Tau / 24)) + (hour * 7919 % 101 / 50.0)).ToArray()));
SeriesProfile series = load.WithRole("at", ColumnRole.Time).Profile().Series!;
Console.WriteLine($"{series.Clock.Steps} steps of {series.Clock.Step}, {series.Clock.MissingSteps} without a row");
foreach (SeriesSeason season in series["megawatts"]!.Seasons) Console.WriteLine($"repeats after {season.Name}: {season.Strength} of the variance");
#endregion

#region segments
SegmentReport islands = penguins.ProfileBySegment("island");
foreach (SegmentContrast contrast in islands.Contrasts.Take(3))
    Console.WriteLine($"{contrast.Segment}: {contrast.Measure} of {contrast.Column} is {contrast.Value}, elsewhere {contrast.Others}");
islands.SaveHtml("artifacts/profile/islands.html");

SegmentReport sizes = penguins.ProfileBySegment(SegmentBy.Ranges("body_mass_g", 3500, 4500));
SegmentReport both = penguins.ProfileBySegment(SegmentBy.Values("island", "sex"), new() { Segments = 4 });
Console.WriteLine($"{sizes.Segments.Length} ranges, {both.Segments.Length} pairs with all others");
#endregion

#region vectors
VectorProfile bill = penguins.Profile(new() { Vectors = [new("bill", "bill_length_mm", "bill_depth_mm")] }).Vectors[0];
Console.WriteLine($"{bill.Dimension} components, mean length {bill.NormMean}, {bill.Incomplete} with holes; {bill.Explained[0]} of the variance in one direction");
#endregion
