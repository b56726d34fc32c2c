namespace Mlops.Sdk.Benchmarks.Scoring;

/// <summary>The pipeline of the first sample on the census data: imputation, encoding, selection, 200 trees of LightGBM.</summary>
internal static class AdultModel
{
    public static (FittedPipeline Model, Dataset Rows) Fit()
    {
        Dataset train = Read("adult.data"), test = Read("adult.test").Recode("income", level => level.TrimEnd('.'));
        Pipeline pipeline = Pipeline.Empty.ImputeMissing().EncodeCategories().SelectFeatures().TrainLightGbm(new() { TreeCount = 200, LearningRate = 0.06 });
        return (pipeline.Fit(train), test.Drop("income"));
    }

    private static Dataset Read(string file)
    {
        string folder = Path.Combine(Upwards(Path.Combine("samples", "data")), "adult");
        return Dataset.FromCsv(Path.Combine(folder, file), new() { HasHeader = false, ColumnNames = File.ReadAllText(Path.Combine(folder, "columns.txt")).Trim().Split(','), Label = "income" });
    }

    private static string Upwards(string folder)
    {
        string? from = AppContext.BaseDirectory;
        while (from is not null && !Directory.Exists(Path.Combine(from, folder))) from = Path.GetDirectoryName(from);
        return Path.Combine(from ?? throw new DirectoryNotFoundException($"There is no '{folder}' above {AppContext.BaseDirectory}."), folder);
    }
}

/// <summary>A row of the census as an object, as an application would have it.</summary>
internal sealed record Person(
    int Age, string? Workclass, int Fnlwgt, string? Education, int EducationNum, string? MaritalStatus, string? Occupation, string? Relationship,
    string? Race, string? Sex, int CapitalGain, int CapitalLoss, int HoursPerWeek, string? NativeCountry)
{
    public static Person Of(DataRow row)
    {
        IReadOnlyDictionary<string, object?> values = row.ToDictionary();
        int Number(string name) => (int)(long)values[name]!;
        string? Text(string name) => (string?)values[name];
        return new(Number("age"), Text("workclass"), Number("fnlwgt"), Text("education"), Number("education_num"), Text("marital_status"), Text("occupation"), Text("relationship"),
            Text("race"), Text("sex"), Number("capital_gain"), Number("capital_loss"), Number("hours_per_week"), Text("native_country"));
    }
}

/// <summary>What a scorer answers about a person.</summary>
internal sealed record Answer(string Class, double Probability);
