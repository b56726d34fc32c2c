namespace Mlops.Sdk;

/// <summary>How finely the patterns of a column are told apart. The finest that gives at most 128 patterns, whatever the order of the rows.</summary>
public enum PatternDetail
{
    /// <summary>By classes of characters and how often each comes: <c>AAA-9999</c>.</summary>
    Exact = 0,

    /// <summary>By the order of the classes; how often each comes is a range: <c>A{2,3}-9{4}</c>.</summary>
    Ranges = 1,

    /// <summary>The same for the first six classes; longer texts end in <c>…</c>.</summary>
    Beginnings = 2,

    /// <summary>By which classes occur among the first six.</summary>
    Classes = 3,
}
