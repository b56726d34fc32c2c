using System.Globalization;
using System.Text;

namespace Mlops.Sdk.Tests.BadInput;

/// <summary>Bad tables on their whole way into a workspace: an error that names the place and the remedy and fails the run, or a result that is defined. The workspace is intact after both.</summary>
public sealed class BadTableTests
{
    private static readonly CsvOptions s_labelled = new() { Label = "y" };
    private static readonly string s_megabyte = new('x', 1 << 20);

    private static readonly Dictionary<string, (byte[] File, CsvOptions Options, string[] Told)> s_refused = new()
    {
        ["empty file"] = ([], s_labelled, ["MLO1500", "table.csv", "no record", "A CSV file has a header"]),
        ["blank lines"] = (Utf8("\n\r\n  \n"), s_labelled, ["MLO1500", "table.csv"]),
        ["header only"] = (Utf8("x,town,y\n"), s_labelled, ["MLO1201", "no rows", "'y'"]),
        ["one row"] = (Utf8("x,town,y\n1,a,p\n"), s_labelled, ["MLO1201", "'y'", "one class only ('p' in all 1 rows)", "Check the filter or the split"]),
        ["one class"] = (Table(40, row => $"{row},t{row % 3},p"), s_labelled, ["MLO1201", "'y'", "'p' in all 40 rows"]),
        ["one class of a megabyte"] = (Table(4, row => $"{row},t,{s_megabyte}"), s_labelled, ["MLO1201", "'y'", "xxx..."]),
        ["label absent"] = (Table(40, row => $"{row},t,p"), new() { Label = "yy" }, ["CsvOptions.Label", "'yy'", "Did you mean 'y'?"]),
        ["no label"] = (Table(40, row => $"{row},t,p"), new(), ["MLO1101", "role Label", "WithRole"]),
        ["label missing in some rows"] = (Table(40, row => $"{row},t,{(row % 7 == 3 ? "" : row % 2 == 0 ? "p" : "q")}"), s_labelled, ["MLO1201", "'y' is missing in 6 of 40 rows", "rows 3, 10, 17", "data.Filter"]),
        ["label missing everywhere"] = (Table(40, row => $"{row},t,"), s_labelled, ["MLO1201", "'y' is missing in 40 of 40 rows"]),
        ["infinite label"] = (Table(40, row => $"{row},t,{(row == 5 ? "inf" : "1.5")}"), s_labelled, ["MLO1201", "'y' is Infinity in row 5", "Leave such rows out"]),
        ["label beyond single precision"] = (Table(40, row => $"{row},t,{(row % 2 == 0 ? "1e300" : "-1.5")}"), s_labelled, ["MLO2103", "'y' is 1E+300 in row 0", "Scale the label"]),
        ["label of times"] = (Table(28, row => $"{row},t,2024-01-{row + 1:00}"), s_labelled, ["MLO1101", "'y' is a timestamp", "Derive a number"]),
        ["names twice"] = (Utf8("x,y,x\n1,p,2\n"), s_labelled, ["MLO1501", "fields 1 and 3", "'x'", "OnDuplicateNames"]),
        ["name empty"] = (Utf8("x,,y\n1,2,p\n"), s_labelled, ["MLO1501", "field 2", "has no name", "OnDuplicateNames"]),
        ["invalid UTF-8"] = ([.. "x,town,y\n1,a,p\n2,"u8, 0xE9, .. "t,q\n"u8], s_labelled, ["MLO1505", "line 3", "0xE9", "Encoding.Latin1"]),
        ["NUL"] = ([.. "x,town,y\n1,a,p\n2,"u8, 0, .. "t,q\n"u8], s_labelled, ["MLO1506", "line 3", "Encoding.Unicode"]),
        ["wrong field count"] = (Utf8("x,town,y\n1,a,p\n2,b\n"), s_labelled, ["MLO1502", "line 3", "OnWrongFieldCount"]),
        ["value outside its declared type"] = (Utf8("x,town,y\n1,a,p\nmuch,b,q\n"), s_labelled with { Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } }, ["MLO1507", "line 3", "'x'", "'much'", "OnBadValue"]),
    };

    private static readonly Dictionary<string, byte[]> s_defined = new()
    {
        ["two rows"] = Table(2, row => $"{row},t,{(row == 0 ? "p" : "q")}"),
        ["features missing everywhere"] = Table(40, row => $",,{(row % 2 == 0 ? "p" : "q")}"),
        ["NaN and infinities"] = Table(40, row => $"{(row % 4) switch { 0 => "nan", 1 => "inf", 2 => "-inf", _ => "1.5" }},t{row % 3},{(row % 2 == 0 ? "p" : "q")}"),
        ["fields of a megabyte"] = Table(4, row => $"{row},{s_megabyte}{row % 2},{(row % 2 == 0 ? "p" : "q")}"),
        ["classes of 64 kilobytes"] = Table(4, row => $"{row},t,{s_megabyte[..(1 << 16)]}{row % 2}"),
        ["markup"] = Utf8("<script>alert(1)</script>,\"\"\"><img src=x onerror=alert(1)>\",y\n" + Rows(40, row => $"{row},<script>t{row % 3}</script>,<b>{(row % 2 == 0 ? "p" : "q")}</b>")),
        ["constant number to predict"] = Table(40, row => $"{row},t{row % 3},2.5"),
        ["as many classes as rows"] = Table(40, row => $"{row},t{row % 3},c{row}"),
        ["a class of one row"] = Table(40, row => $"{row},t{row % 3},{(row == 7 ? "r" : row % 2 == 0 ? "p" : "q")}"),
    };

    private static readonly Pipeline s_pipeline = Pipeline.Empty.ImputeMissing().HandleOutliers().EncodeCategories().TrainBoosting(new() { TreeCount = 3 });

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    public static TheoryData<string> Defined => [.. s_defined.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Table_ThatCannotBeLearntFrom_FailsTheRunWithPlaceAndRemedy(string name)
    {
        await using GoodWorkspace good = await GoodWorkspace.OpenAsync();
        (byte[] file, CsvOptions options, string[] told) = s_refused[name];
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => LearnAsync(good, file, options));
        Assert.True(error is MlopsException or ArgumentException, error.ToString());
        Assert.All(told, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.True(error.Message.Length < 1000, $"{error.Message.Length} characters");
        RunInfo run = (await good.Workspace.Runs.SearchAsync()).Runs.Single(run => run.Experiment == "bad");
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains(told[0], run.Error, StringComparison.Ordinal);
        await good.RequireIntactAsync();
    }

    [Theory]
    [MemberData(nameof(Defined))]
    public async Task Table_ThatIsStrange_HasADefinedResult(string name)
    {
        await using GoodWorkspace good = await GoodWorkspace.OpenAsync();
        (Dataset data, EvaluationReport evaluation) = await LearnAsync(good, s_defined[name], s_labelled);
        FittedPipeline loaded = await good.Workspace.Models.LoadAsync("bad/1");
        Predictions scores = loaded.Score(data);
        Assert.Equal(data.RowCount, scores.RowCount);
        Assert.All((scores.Task == TaskKind.Regression ? scores.Values : scores.Probabilities).ToArray(), value => Assert.True(double.IsFinite(value)));
        Assert.Equal(scores[0].Score, loaded.Score(data.Row(0).ToDictionary()).Score);
        ProfileReport profile = data.Profile();
        DriftReport drift = new DriftDetector().Fit(data).Compare(data);
        foreach (Report report in (Report[])[profile, drift, evaluation, data.Preview(), .. loaded.Reports])
        {
            string html = report.ToHtml();
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
            Assert.InRange(html.Length, 1, 400_000);
            Assert.InRange(report.ToString().Length, 1, 20_000);
        }

        await good.RequireIntactAsync("bad");
    }

    private static async Task<(Dataset Data, EvaluationReport Evaluation)> LearnAsync(GoodWorkspace good, byte[] file, CsvOptions options)
    {
        string path = Path.Combine(good.Files, "table.csv");
        await File.WriteAllBytesAsync(path, file);
        return await good.Workspace.RunAsync("bad", async run =>
        {
            Dataset data = Dataset.FromCsv(path, options);
            FittedPipeline model = s_pipeline.Fit(data, run.Context);
            EvaluationReport evaluation = model.Evaluate(data, new() { Bootstrap = 5 });
            await run.LogAsync(evaluation);
            await good.Workspace.Models.RegisterAsync("bad", model, producedBy: run);
            return (data, evaluation);
        });
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Table(int rows, Func<int, string> row) => Utf8("x,town,y\n" + Rows(rows, row));

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{row(i)}\n")));
}
