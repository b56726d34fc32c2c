namespace Mlops.Sdk;

/// <summary>What rights are given on.</summary>
public enum SecurableKind
{
    /// <summary>The workspace, over all but the audit chain.</summary>
    Workspace = 0,

    /// <summary>An experiment with its runs.</summary>
    Experiment = 1,

    /// <summary>A registered model with its versions.</summary>
    Model = 2,

    /// <summary>The catalog.</summary>
    Catalog = 3,

    /// <summary>A dataset of the catalog.</summary>
    Dataset = 4,

    /// <summary>A column of a dataset.</summary>
    Column = 5,

    /// <summary>The audit chain, which no right on the workspace includes.</summary>
    Audit = 6,
}
