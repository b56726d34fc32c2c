namespace Mlops.Sdk;

/// <summary>What a node of a lineage graph stands for.</summary>
public enum LineageNodeKind
{
    /// <summary>Where data comes from: a path, a table, an address. Its id is what <see cref="RunDataset.Source"/> says.</summary>
    Source,

    /// <summary>A dataset at one state. Its id is its fingerprint.</summary>
    Dataset,

    /// <summary>A column of a dataset. Its id is <c>FINGERPRINT#COLUMN</c>.</summary>
    Column,

    /// <summary>What a model sees. Its id is <c>MODEL/VERSION#FEATURE</c>.</summary>
    Feature,

    /// <summary>A run, by its id.</summary>
    Run,

    /// <summary>A registered version, <c>MODEL/VERSION</c>.</summary>
    Model,

    /// <summary>A version that answers in a place, <c>PLACE@MODEL/VERSION</c>; to ask about, also the name of the place alone: all that answered there.</summary>
    Deployment,

    /// <summary>What a model answered, by its id.</summary>
    Predictions,

    /// <summary>Anything else that somebody linked, by the name that they gave.</summary>
    External,
}
