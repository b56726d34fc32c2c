namespace Mlops.Sdk.Benchmarks;

/// <summary>A public table as published, which of its columns is predicted and which are left out.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="File">The file, below the folder of tables.</param>
/// <param name="Label">The column that is predicted; c0, c1, ... in files without a header.</param>
internal sealed record RealTable(string Name, string File, string Label)
{
    /// <summary>Columns that tell the answer, or name the row.</summary>
    public string[] Drop { get; init; } = [];

    /// <summary>Whether the label is read as classes though it is a number.</summary>
    public bool Classes { get; init; }

    /// <summary>Tables of two classes, several classes and numbers; with categories and with missing values.</summary>
    public static IReadOnlyList<RealTable> All { get; } =
    [
        new("adult", "adult/adult.data", "c14"),
        new("telco", "telco-churn/Telco-Customer-Churn.csv", "Churn") { Drop = ["customerID"] },
        new("electricity", "electricity/electricity-normalized.csv", "class"),
        new("german credit", "german-credit/german.csv", "c20") { Classes = true },
        new("titanic", "titanic/train.csv", "Survived") { Classes = true, Drop = ["PassengerId", "Name", "Ticket"] },
        new("breast cancer", "breast-cancer-wdbc/wdbc.data", "target") { Drop = ["id"] },
        new("heart", "heart-cleveland/processed.cleveland.data", "num") { Classes = true },
        new("penguins", "penguins/penguins.csv", "species"),
        new("iris", "iris/iris.csv", "species"),
        new("white wine", "wine-quality/winequality-white.csv", "c11") { Classes = true },
        new("california", "california-housing/housing.csv", "median_house_value"),
        new("bike", "bike-sharing/hour.csv", "cnt") { Drop = ["instant", "dteday", "casual", "registered"] },
        new("diamonds", "diamonds/diamonds.csv", "price"),
    ];

    /// <summary>Reads the table; columns of text and time, which trees do not take, are left out.</summary>
    /// <param name="folder">The folder of tables.</param>
    public Dataset Read(string folder)
    {
        Dataset all = Dataset.FromCsv(Path.Combine(folder, File), new()
        {
            Label = Label, HasHeader = null, OnDuplicateNames = DuplicateNameHandling.Number,
            Types = Classes ? new Dictionary<string, ColumnType> { [Label] = ColumnType.Category } : new Dictionary<string, ColumnType>(),
        });
        return all.Drop(all.Schema.Features.Where(feature => feature.Type is ColumnType.Text or ColumnType.Timestamp || Drop.Contains(feature.Name)).Select(feature => feature.Name));
    }
}
