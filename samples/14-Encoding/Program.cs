// What docs/encoding.md shows. Run it from the root of the repository.
using Mlops.Sdk;

#region encode
Dataset people = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
Dataset numbers = Pipeline.Empty
    .ImputeMissing()
    .EncodeCategories()
    .ScaleNumbers()
    .Prepare(people);
#endregion

#region methods
Pipeline pipeline = Pipeline.Empty
    .EncodeCategories(new() { Columns = ColumnSet.Named("island"), Method = EncodingMethod.OneHot(minRows: 50, unseen: UnseenLevels.AsRare) })
    .EncodeCategories(new() { Columns = ColumnSet.Named("sex"), Method = EncodingMethod.JamesStein() });
FittedPipeline fitted = pipeline.Fit(people);
Console.WriteLine(fitted.Reports[0]);
#endregion

#region texts
Dataset notes = new(TextColumn.FromValues("note", ["Nest on the ridge", "two eggs in the nest", null, "no nest seen"]));
FittedCategoryEncoder words = new CategoryEncoder(new() { Method = EncodingMethod.HashedNgrams(buckets: 64, to: 2, idf: true) }).Fit(notes);
Console.WriteLine(words.Transform(notes).ColumnCount);
#endregion

#region times
Dataset visits = new(new TimestampColumn("at", Enumerable.Range(0, 100).Select(i => new DateTime(2026, 1, 1).AddHours(7 * i).Ticks).ToArray()));
FittedCategoryEncoder times = new CategoryEncoder(new() { Timestamps = TimestampEncoding.Cycles, TimestampParts = TimestampParts.Month | TimestampParts.DayOfWeek | TimestampParts.Hour }).Fit(visits);
#endregion

#region scale
FittedNumberScaler scaler = new NumberScaler(new() { Columns = ColumnSet.Named("body_mass_g", "flipper_length_mm"), Method = ScaleMethod.YeoJohnson() }).Fit(people);
Console.WriteLine(scaler.Report);
Dataset scaled = scaler.Transform(people);
#endregion

Console.WriteLine($"{numbers.ColumnCount} {times.Transform(visits).ColumnCount} {scaled.RowCount}");
