namespace Mlops.Sdk;

/// <summary>What to note with a new version of a dataset, and where its content is kept.</summary>
public sealed record DatasetVersionOptions
{
    /// <summary>Where the content is kept.</summary>
    /// <value><see cref="DatasetStorage.Auto"/>.</value>
    public DatasetStorage Storage { get; init; } = DatasetStorage.Auto;

    /// <summary>Up to how many bytes <see cref="DatasetStorage.Auto"/> stores the content.</summary>
    /// <value>256 MiB.</value>
    public long StoreUpTo { get; init; } = 256L << 20;

    /// <summary>Where the content is outside of the workspace: the path of a file (<c>.mldata</c>, <c>.csv</c>, <c>.tsv</c>, also <c>.gz</c>, or any with a reader of your own).</summary>
    /// <value>Null: nowhere.</value>
    public string? Location { get; init; }

    /// <summary>The source of the catalog that it came from.</summary>
    /// <value>Null: none.</value>
    public string? Source { get; init; }

    /// <summary>What it was made of: versions of the catalog, such as <c>loans/3</c>.</summary>
    /// <value>Empty.</value>
    public ValueList<string> Parents { get; init; } = [];

    /// <summary>What it was made of that is not in the catalog.</summary>
    /// <value>Empty.</value>
    public ValueList<DatasetFingerprint> ParentFingerprints { get; init; } = [];

    /// <summary>The pipeline that made it of its parents (<see cref="Mlops.Sdk.Pipeline.Prepare"/>); its stages and options are noted.</summary>
    /// <value>Null: none.</value>
    public Pipeline? Pipeline { get; init; }

    /// <summary>The run that made it; it gets the dataset as an output.</summary>
    /// <value>Null: the current run (<see cref="Run.Current"/>) if there is one.</value>
    public Run? ProducedBy { get; init; }

    /// <summary>What becomes of values and rows that were erased, under whatever name (<see cref="DataCatalog.EraseAsync"/>).</summary>
    /// <value><see cref="Mlops.Sdk.ErasedValues.Refuse"/>.</value>
    public ErasedValues ErasedValues { get; init; }

    /// <summary>A note on this version.</summary>
    /// <value>Null: none.</value>
    public string? Note { get; init; }
}
