using Microsoft.ML;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>
    /// Shows the dataset as an <see cref="IDataView"/> without copying it: Number as Double, Integer as Int64, Flag as Boolean, Category as text or key, Text as text,
    /// Timestamp as DateTime. A missing number is NaN, a missing text or category is empty (key 0), a missing timestamp is the first moment of the calendar. Int64 and
    /// Boolean cannot be missing there, so an Integer or Flag column in which a row is missing is shown as Double. Roles are not part of a view.
    /// </summary>
    /// <param name="options">How to show categories.</param>
    /// <returns>A view that knows its row count, can be shuffled and can be read by several cursors at once.</returns>
    public IDataView AsDataView(DataViewOptions? options = null) => new DatasetView(this, options ?? new());

    /// <summary>
    /// Copies an <see cref="IDataView"/> into a dataset in one pass. Numbers of any width become Number or Integer, keys become categories with their key values (or
    /// Integer where they have none), a vector becomes one column per slot, named by its slot name or number (<c>Features.0</c>), a time span its seconds. Every column is a feature.
    /// </summary>
    /// <param name="view">The view; hidden columns are left out.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <exception cref="MlopsException">A column has a type that a dataset cannot hold, such as a vector of unknown length.</exception>
    public static Dataset FromDataView(IDataView view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        return DataViewReader.Read(view, cancellationToken);
    }
}
