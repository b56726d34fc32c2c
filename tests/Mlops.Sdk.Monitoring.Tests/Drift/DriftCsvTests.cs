using System.Globalization;

namespace Mlops.Sdk.Monitoring.Tests.Drift;

public sealed class DriftCsvTests
{
    // With amounts that are whole and moments that are missing at first, the types of the first rows are wrong.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1200)]
    [InlineData(1200, 0)]
    public void FitAndCompare_CsvFiles_ReadEachOnceAndGiveTheReportOfDatasets(int referenceLate, int currentLate)
    {
        string reference = Path.GetTempFileName(), current = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(reference, Lines(2000, referenceLate, 40));
            File.WriteAllLines(current, Lines(2400, currentLate, 50));
            PassCounter first = new(), second = new();
            DriftDetector detector = new(new() { MaxReferenceRows = 700, MaxCurrentRows = 600, MaxCategoryLevels = 45, IncludeLabel = true });
            DriftReport report = detector.Fit(Open(reference, first)).Compare(Open(current, second));
            Assert.Equal(detector.Fit(Dataset.FromCsv(reference, new() { Label = "city" })).Compare(Dataset.FromCsv(current, new() { Label = "city" })).ToJson(), report.ToJson());
            Assert.Equal((referenceLate == 0, currentLate == 0), (first.Passes == 1, second.Passes == 1));
            Assert.All([first, second], passes => Assert.InRange(passes.Files, 1, 2.5));
        }
        finally
        {
            File.Delete(reference);
            File.Delete(current);
        }
    }

    [Fact]
    public void Fit_CsvFileWithoutAColumnToCompare_TellsTheTypesOfAllRows()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, Lines(2000, 1200, 40).Select(line => line.Split(',')[0] + "," + line.Split(',')[1]));
            MlopsException error = Assert.Throws<MlopsException>(() => new DriftDetector().Fit(CsvSource.Open(path, new() { BlockBytes = 400, Ignore = ["id", "amount"] })));
            Assert.Equal("MLO7001", error.Code);
            Assert.Contains("Number", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CsvSource Open(string path, PassCounter passes) => CsvSource.Open(path, new() { BlockBytes = 400, Progress = passes, Label = "city" });

    private static IEnumerable<string> Lines(int rows, int late, int cities)
    {
        yield return "id,amount,when,city,note";
        for (int row = 0; row < rows; row++)
        {
            string amount = row < late || row % 3 == 0 ? $"{row % 500}" : string.Create(CultureInfo.InvariantCulture, $"{row % 500}.5");
            string when = row < late || row % 11 == 0 ? "" : $"2025-0{1 + (row % 3)}-{1 + (row % 28):00}";
            yield return string.Create(CultureInfo.InvariantCulture, $"{row},{amount},{when},city {Math.Min(row / 30, row % cities)},note {row} of many");
        }
    }
}
