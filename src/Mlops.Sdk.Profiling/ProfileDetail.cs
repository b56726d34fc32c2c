namespace Mlops.Sdk;

/// <summary>How much a profile looks at.</summary>
public enum ProfileDetail
{
    /// <summary>Every column for itself and Pearson's correlations: the fastest.</summary>
    Standard,

    /// <summary>Also what texts hold, how columns go together, how features tell the label, and repeated rows.</summary>
    Full,
}
