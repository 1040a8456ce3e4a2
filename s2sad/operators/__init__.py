"""Operators beyond gradients: Jacobians, Hessians, their products with vectors, Taylor coefficients."""
