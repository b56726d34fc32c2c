namespace Mlops.Sdk;

/// <summary>Which way a lineage is followed.</summary>
public enum LineageDirection
{
    /// <summary>Both ways: what a thing came from, and what came of it. Not what else came of its origins.</summary>
    Both,

    /// <summary>What a thing came from.</summary>
    Upstream,

    /// <summary>What came of a thing.</summary>
    Downstream,
}
