using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>A dataset of the public properties of objects: records, classes, structs or anonymous types. The items are enumerated once.</summary>
    /// <remarks>
    /// Whole numbers become integers; floating point, decimal and (as seconds) time spans numbers; enums categories whose levels are all names of the enum; dates and times timestamps, with an offset or of local
    /// kind in UTC; Guid text; strings categories where values repeat, else text, as from a file. Null is missing; a NaN is a value.
    /// </remarks>
    /// <param name="items">The rows.</param>
    /// <param name="schema">Columns, types, levels and roles to convert to; names match exactly, or else without regard to case; properties that it does not name are passed over.</param>
    /// <typeparam name="T">The type whose properties are the columns.</typeparam>
    /// <exception cref="ArgumentException">A property has a type that no column holds; the message names every one.</exception>
    /// <exception cref="MlopsException">MLO1031: a value cannot be converted. MLO1032: an item is null. MLO1101: the properties do not fit the schema.</exception>
    public static Dataset FromRecords<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> items, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        Dataset data = new RecordReader<T>(schema).Read(items);
        return schema is null ? data : data.Conform(schema);
    }

    /// <summary>The rows as objects: of a type with a parameterless constructor and settable (or init) properties, or with one constructor whose parameters are named like columns, as a positional record has.</summary>
    /// <remarks>Names match exactly, or else without regard to case. Columns that the type does not have are passed over. Rows are made as they are enumerated.</remarks>
    /// <typeparam name="T">The type to make.</typeparam>
    /// <exception cref="ArgumentException">The type cannot be made, or it has properties that are no column; the message names every one.</exception>
    /// <exception cref="MlopsException">MLO1033: while enumerating, a value does not fit its property, or is missing where the property cannot be null.</exception>
    public IEnumerable<T> ToRecords<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
    {
        var writer = new RecordWriter<T>(this);
        return Enumerable.Range(0, RowCount).Select(writer.Write);
    }
}
