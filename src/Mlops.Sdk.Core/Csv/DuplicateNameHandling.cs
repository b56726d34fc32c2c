namespace Mlops.Sdk;

/// <summary>What is done with a header that gives a name twice or leaves one empty.</summary>
public enum DuplicateNameHandling
{
    /// <summary>An error that names both places.</summary>
    Error,

    /// <summary>The second <c>x</c> becomes <c>x_2</c>; an empty name at place 3 (from 0) becomes <c>c3</c>.</summary>
    Number,
}
