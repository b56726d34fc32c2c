namespace Mlops.Sdk;

/// <summary>Columns that are the components of one vector, such as an embedding.</summary>
/// <param name="Name">What the vector is called.</param>
public sealed record VectorColumns(string Name)
{
    /// <summary>A vector of named columns.</summary>
    /// <param name="name">What the vector is called.</param>
    /// <param name="columns">The columns in order, at least two.</param>
    public VectorColumns(string name, params ValueList<string> columns)
        : this(name) => Columns = columns;

    /// <summary>The columns in order; empty when they are those whose names begin with <see cref="Prefix"/>.</summary>
    /// <value>None.</value>
    public ValueList<string> Columns { get; init; } = [];

    /// <summary>How the names of the columns begin, when <see cref="Columns"/> is empty: null is the name of the vector and a dot, as an <c>IDataView</c> of vectors is read.</summary>
    /// <value>null.</value>
    public string? Prefix { get; init; }

    internal string Start => Prefix ?? Name + ".";
}
